"""Files of ours on a disk: documents, locks and caches; the only part that writes."""
