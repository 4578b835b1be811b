"""The one style sheet: what Qt paints itself and the theme's palette cannot reach."""

from collections.abc import Callable

from excellence_app.gui.colours import Colours


def style_sheet(colours: Colours, px: Callable[[float], int], edge: int) -> str:
    """Return rules for menus, tooltips, scroll bars, pop-up lists and the inside of fields."""
    of = {name: colours.named(name).name() for name in Colours._fields}
    return f"""
QLineEdit, QTextEdit {{
    background: transparent; border: none; padding: 0; margin: 0;
    selection-background-color: {of["accent"]}; selection-color: {of["on_accent"]};
}}
QToolTip {{
    background: {of["inverse"]}; color: {of["on_inverse"]}; border: none;
    padding: {px(5)}px {px(8)}px;
}}
QMenuBar {{ background: {of["sidebar"]}; color: {of["text"]}; padding: {px(2)}px {px(6)}px; }}
QMenuBar::item {{
    background: transparent; padding: {px(4)}px {px(9)}px; border-radius: {px(6)}px;
}}
QMenuBar::item:selected {{ background: {of["accent_tint"]}; color: {of["accent"]}; }}
QMenu {{
    background: {of["surface"]}; color: {of["text"]};
    border: {edge}px solid {of["line2"]}; padding: {px(5)}px;
}}
QMenu::item {{
    padding: {px(6)}px {px(14)}px; border-radius: {px(6)}px;
    border: {edge}px solid transparent;
}}
QMenu::item:selected {{
    background: {of["accent_tint"]}; color: {of["text"]}; border-color: {of["accent"]};
}}
QMenu::item:disabled {{ color: {of["text3"]}; }}
QMenu::separator {{ height: {edge}px; background: {of["line"]}; margin: {px(5)}px {px(8)}px; }}
QComboBox {{ combobox-popup: 0; }}
QComboBox QAbstractItemView {{
    background: {of["surface"]}; color: {of["text"]}; outline: none;
    border: {edge}px solid {of["line2"]}; padding: {px(4)}px;
    selection-background-color: {of["accent_tint"]}; selection-color: {of["text"]};
}}
QComboBox QAbstractItemView::item {{
    min-height: {px(30)}px; padding: 0 {px(8)}px; border-radius: {px(6)}px;
    border: {edge}px solid transparent;
}}
QComboBox QAbstractItemView::item:selected {{
    background: {of["accent_tint"]}; color: {of["text"]}; border-color: {of["accent"]};
}}
QScrollArea, QScrollArea > QWidget {{ background: transparent; border: none; }}
QScrollBar {{ background: transparent; border: none; margin: 0; }}
QScrollBar:vertical {{ width: {px(12)}px; }}
QScrollBar:horizontal {{ height: {px(12)}px; }}
QScrollBar::handle {{ background: {of["line2"]}; border-radius: {px(3)}px; margin: {px(3)}px; }}
QScrollBar::handle:hover, QScrollBar::handle:pressed {{ background: {of["control"]}; }}
QScrollBar::handle:vertical {{ min-height: {px(28)}px; }}
QScrollBar::handle:horizontal {{ min-width: {px(28)}px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""
