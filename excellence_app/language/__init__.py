"""Every sentence of ours passes here on its way to a person."""
