"""How everything in the window looks: one object with colours, type, sizes and motion.

Whoever paints asks the theme and repaints on `changed`. Lengths are given as the
design has them, at 100 % and a base of 14 pixels; `px` turns them into pixels.
"""

from enum import Enum
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QOperatingSystemVersion, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QFontMetricsF, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from excellence_app.gui.colours import DARK, LIGHT, Colours, high_contrast
from excellence_app.gui.style_sheet import style_sheet
from excellence_app.gui.typesetting import Paragraph
from excellence_app.locations import resources_folder

STYLE = "Fusion"  # of Qt's own, which the palette and the style sheet colour
DESIGN_BASE = 14.0  # pixels of body text in the design
SMALLEST_TEXT = 11  # pixels; nothing on screen is smaller
ZOOM_STEPS = (80, 90, 100, 110, 125, 150, 175, 200)  # per cent
NORMAL_ZOOM = 100

# Lengths of the design (ui.md 4.3), to be handed to `Theme.px`.
SPACES = (4, 8, 12, 16, 20, 24, 32, 44)
RADIUS_PILL = 6
RADIUS_CONTROL = 8
RADIUS_ROW = 10
RADIUS_PANEL = 13
CONTROL_HEIGHT = 36
SMALLEST_HIT = 28
SIDEBAR_WIDTH = 256
RIGHT_COLUMN_WIDTH = 318
RING_GAP = 2
RING_WIDTH = 2

_PARAGRAPHS_KEPT = 2000
_TIGHT_TITLES = 0.015  # of the size of the letters

QUICK = 120  # milliseconds: pointer and selection
CALM = 180  # milliseconds: panels and the reveal

_TEXT_FONTS = ["Inter", "Noto Sans", "DejaVu Sans"]
_TITLE_FONTS = ["Inter Display", *_TEXT_FONTS]
_FONT_FILES = (
    "Inter-Regular.ttf",
    "Inter-Medium.ttf",
    "Inter-SemiBold.ttf",
    "InterDisplay-SemiBold.ttf",
    "NotoSans-Regular.ttf",
    "NotoSans-SemiBold.ttf",
    "DejaVuSans.ttf",
    "DejaVuSans-Bold.ttf",
)


class Appearance(Enum):
    """What a person chose: light, dark, or as the system has it."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Weight(Enum):
    """The three weights of the design."""

    REGULAR = 400
    MEDIUM = 500
    STRONG = 600


class TextStyle(Enum):
    """The text styles: size and line in pixels of the design, usual weight, titles' font."""

    DISPLAY = (30.0, 36.0, Weight.STRONG, True)
    QUESTION = (25.0, 31.0, Weight.STRONG, True)
    TITLE = (24.0, 30.0, Weight.STRONG, True)
    H2 = (17.0, 22.0, Weight.STRONG, True)
    H3 = (14.5, 20.0, Weight.STRONG, False)
    LEAD = (15.5, 22.0, Weight.REGULAR, False)
    BODY = (14.0, 21.0, Weight.REGULAR, False)
    LABEL = (13.0, 18.0, Weight.REGULAR, False)
    CAPTION = (12.0, 16.0, Weight.REGULAR, False)

    @property
    def size(self) -> float:
        """The size of the letters in pixels of the design."""
        return self.value[0]

    @property
    def line(self) -> float:
        """The distance of two lines in pixels of the design."""
        return self.value[1]

    @property
    def weight(self) -> Weight:
        """The weight unless a caller asks for another."""
        return self.value[2]

    @property
    def for_titles(self) -> bool:
        """Whether the font for titles is used."""
        return self.value[3]


@cache
def load_fonts() -> None:
    """Make the fonts that come with the program known to Qt; needs a QGuiApplication."""
    folder = resources_folder() / "fonts"
    for name in _FONT_FILES:
        if QFontDatabase.addApplicationFont(str(folder / name)) < 0:
            raise FileNotFoundError(f"{folder / name} is not there or is no font")


class Theme(QObject):
    """Colours, type, sizes and motion as the system and the person want them.

    Signals:
        changed: Something looks different now; everything painted is out of date.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        load_fonts()
        self._base = DESIGN_BASE
        self._zoom = NORMAL_ZOOM
        self._scale = 1.0
        self._appearance = Appearance.SYSTEM
        self._system_dark = False
        self._system_contrast = False
        self._contrast: bool | None = None
        self._system_still = False
        self._still: bool | None = None
        self._system_palette = QPalette()
        self._fonts: dict[tuple[TextStyle, Weight, bool], QFont] = {}
        self._longest_words: dict[tuple[str, TextStyle, Weight], int] = {}
        self._paragraphs: dict[tuple[str, TextStyle, Weight, int | None], Paragraph] = {}
        self.colours: Colours = LIGHT

    @property
    def dark(self) -> bool:
        """Whether texts are light and grounds are dark."""
        return self.colours.text.lightnessF() > self.colours.canvas.lightnessF()

    @property
    def high_contrast(self) -> bool:
        """Whether the system's own colours are used, without tints and with wide edges."""
        return self._system_contrast if self._contrast is None else self._contrast

    @property
    def reduced_motion(self) -> bool:
        """Whether nothing may move."""
        return self._system_still if self._still is None else self._still

    @property
    def appearance(self) -> Appearance:
        """What the person chose."""
        return self._appearance

    @property
    def zoom(self) -> int:
        """The zoom in per cent."""
        return self._zoom

    @property
    def base(self) -> float:
        """The pixels of body text at 100 %."""
        return self._base

    @property
    def edge(self) -> int:
        """The width of edges and hairlines in pixels."""
        return max(2 if self.high_contrast else 1, int(self._scale))

    def px(self, length: float) -> int:
        """Return a length of the design in pixels, at least 1 unless it is 0."""
        return max(1, int(length * self._scale + 0.5)) if length else 0

    def font(
        self, style: TextStyle, weight: Weight | None = None, *, figures: bool = False
    ) -> QFont:
        """Return the font of a text style; `figures` is for numbers, all digits equally wide."""
        wanted = (style, weight or style.weight, figures)
        known = self._fonts.get(wanted)
        if known is None:
            known = self._fonts[wanted] = self._make_font(*wanted)
        return QFont(known)

    def _make_font(self, style: TextStyle, weight: Weight, figures: bool) -> QFont:  # noqa: FBT001
        font = QFont()
        font.setFamilies(_TITLE_FONTS if style.for_titles else _TEXT_FONTS)
        font.setPixelSize(self.text_size(style))
        font.setWeight(QFont.Weight(weight.value))
        if figures:
            font.setFeature(QFont.Tag("tnum"), 1)
        if self._zoom == NORMAL_ZOOM and _on_linux():
            font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        if style.for_titles:
            tighter = _TIGHT_TITLES if style.size > TextStyle.H2.size else _TIGHT_TITLES / 2
            spacing = -tighter * font.pixelSize()
            font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, spacing)
        return font

    def text_size(self, style: TextStyle) -> int:
        """Return the size of the letters of a text style in pixels."""
        return max(SMALLEST_TEXT, int(style.size * self._scale + 0.5))

    def line_height(self, style: TextStyle) -> int:
        """Return the distance of two lines of a text style in pixels."""
        return max(self.px(style.line), int(self.text_size(style) * 1.3 + 0.5))

    def paragraph(
        self,
        text: str,
        style: TextStyle,
        weight: Weight | None = None,
        width: int | None = None,
    ) -> Paragraph:
        """Return a text set in lines of `width` pixels; layouts ask for the same often."""
        wanted = (text, style, weight or style.weight, width)
        known = self._paragraphs.get(wanted)
        if known is None and width is not None:
            unbroken = self.paragraph(text, style, weight)
            if unbroken.width <= width:  # layouts try many widths
                return unbroken
        if known is None:
            if len(self._paragraphs) >= _PARAGRAPHS_KEPT:
                self._paragraphs.clear()
            font = self.font(style, wanted[2])
            figures = self.font(style, wanted[2], figures=True)
            known = Paragraph(text, font, figures, self.line_height(style), width)
            self._paragraphs[wanted] = known
        return known

    def text_width(self, text: str, style: TextStyle, weight: Weight | None = None) -> int:
        """Return the width of a text on one line in whole pixels."""
        return self.paragraph(text, style, weight).width

    def longest_word(self, text: str, style: TextStyle, weight: Weight | None = None) -> int:
        """Return the width of the widest word of a text in whole pixels, 0 if it has none."""
        wanted = (text, style, weight or style.weight)
        known = self._longest_words.get(wanted)
        if known is None:
            if len(self._longest_words) >= _PARAGRAPHS_KEPT:
                self._longest_words.clear()
            known = self._longest_words[wanted] = self._longest_of(_words_of(text), *wanted[1:])
        return known

    def _longest_of(self, words: set[str], style: TextStyle, weight: Weight) -> int:
        """Return the width of the widest word; of those without digits but one is set for it."""
        plain = {word for word in words if not any(map(str.isdigit, word))}
        candidates = words - plain
        if plain:
            measure = QFontMetricsF(self.font(style, weight)).horizontalAdvance
            candidates.add(max(plain, key=measure))
        return max((self.text_width(word, style, weight) for word in candidates), default=0)

    def elided(self, text: str, style: TextStyle, weight: Weight | None, width: float) -> str:
        """Return the text, its end replaced by dots where `width` pixels do not hold it."""
        whole = self.text_width(text, style, weight)
        if whole <= width:
            return text
        metrics = QFontMetricsF(self.font(style, weight))
        wider_digits = max(0.0, whole - metrics.horizontalAdvance(text))
        return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width - wider_digits)

    def duration(self, milliseconds: int) -> int:
        """Return how long a movement may take: nothing where motion is unwelcome."""
        return 0 if self.reduced_motion else milliseconds

    def colour(self, name: str) -> QColor:
        """Return the colour of a token by its name, as charts name them."""
        return self.colours.named(name)

    def set_zoom(self, percent: int) -> None:
        """Zoom to `percent`, within 80 to 200."""
        percent = min(max(percent, ZOOM_STEPS[0]), ZOOM_STEPS[-1])
        if percent != self._zoom:
            self._zoom = percent
            self._refresh()

    def zoom_in(self) -> None:
        """Zoom to the next larger step."""
        self.set_zoom(next((step for step in ZOOM_STEPS if step > self._zoom), ZOOM_STEPS[-1]))

    def zoom_out(self) -> None:
        """Zoom to the next smaller step."""
        smaller = [step for step in ZOOM_STEPS if step < self._zoom]
        self.set_zoom(smaller[-1] if smaller else ZOOM_STEPS[0])

    def set_base(self, pixels: float) -> None:
        """Take the system's text size; the design's own is the least."""
        pixels = max(DESIGN_BASE, pixels)
        if pixels != self._base:
            self._base = pixels
            self._refresh()

    def set_appearance(self, appearance: Appearance) -> None:
        """Show what the person chose: light, dark, or as the system has it."""
        self._appearance = appearance
        self._refresh()

    def set_high_contrast(self, *, wanted: bool | None, system: QPalette | None = None) -> None:
        """Use high contrast or not, or (None) as the system has it; `system` has its colours."""
        self._contrast = wanted
        if system is not None:
            self._system_palette = QPalette(system)
        self._refresh()

    def set_reduced_motion(self, *, wanted: bool | None) -> None:
        """Keep everything still or not, or (None) as the system has it."""
        self._still = wanted
        self._refresh()

    def follow_system(self, application: QApplication) -> None:
        """Take text size, scheme, contrast and motion from the system, now and later."""
        self._system_palette = QPalette(application.palette())
        self.set_base(QFontInfo(application.font()).pixelSize())
        hints = application.styleHints()  # the objects behind it live as long as this name
        accessibility = hints.accessibility()
        hints.colorSchemeChanged.connect(self._on_system_changed)
        accessibility.contrastPreferenceChanged.connect(self._on_system_changed)
        accessibility.motionPreferenceChanged.connect(self._on_system_changed)
        self._on_system_changed()

    @Slot()
    def _on_system_changed(self) -> None:
        hints = QApplication.styleHints()
        accessibility = hints.accessibility()
        self._system_dark = hints.colorScheme() is Qt.ColorScheme.Dark
        contrast = accessibility.contrastPreference()
        self._system_contrast = contrast is Qt.ContrastPreference.HighContrast
        motion = accessibility.motionPreference()
        self._system_still = motion is Qt.MotionPreference.ReducedMotion
        self._refresh()

    def _refresh(self) -> None:
        self._scale = self._zoom / 100 * self._base / DESIGN_BASE
        self._fonts.clear()
        self._paragraphs.clear()
        self._longest_words.clear()
        dark = self._appearance is Appearance.DARK or (
            self._appearance is Appearance.SYSTEM and self._system_dark
        )
        if self.high_contrast:
            self.colours = high_contrast(self._system_palette)
        else:
            self.colours = DARK if dark else LIGHT
        self.changed.emit()

    def palette(self) -> QPalette:
        """Return the colours for what Qt paints itself."""
        colours, role, group = self.colours, QPalette.ColorRole, QPalette.ColorGroup
        palette = QPalette()
        for part, colour in (
            (role.Window, colours.canvas),
            (role.WindowText, colours.text),
            (role.Base, colours.surface),
            (role.AlternateBase, colours.sunken),
            (role.Text, colours.text),
            (role.PlaceholderText, colours.text3),
            (role.Button, colours.surface),
            (role.ButtonText, colours.text),
            (role.BrightText, colours.on_accent),
            (role.Highlight, colours.accent),
            (role.HighlightedText, colours.on_accent),
            (role.Accent, colours.accent),
            (role.Link, colours.accent),
            (role.LinkVisited, colours.accent),
            (role.ToolTipBase, colours.inverse),
            (role.ToolTipText, colours.on_inverse),
            (role.Light, colours.line),
            (role.Midlight, colours.line),
            (role.Mid, colours.line2),
            (role.Dark, colours.control),
            (role.Shadow, colours.control),
        ):
            palette.setColor(part, colour)
        for part in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(group.Disabled, part, colours.text3)
        return palette

    def dress(self, application: QApplication) -> None:
        """Give the whole application, whose style is `STYLE`, this look, now and later."""
        self._put_on(application)
        self.changed.connect(self._on_changed)

    @Slot()
    def _on_changed(self) -> None:
        application = QApplication.instance()
        if isinstance(application, QApplication):
            self._put_on(application)

    def _put_on(self, application: QApplication) -> None:
        application.setPalette(self.palette())
        application.setFont(self.font(TextStyle.BODY))
        application.setStyleSheet(style_sheet(self.colours, self.px, self.edge))


# A mixin of a Qt class must not be one itself; type checkers see what it is mixed into.
if TYPE_CHECKING:
    _Widget = QWidget
else:
    _Widget = object


class Themed(_Widget):
    """Mixed into a widget that paints itself from a theme: repaints when it changes."""

    theme: Theme

    def follow(self, theme: Theme) -> None:
        """Paint from `theme` from now on; to be called once, after the widget's own init."""
        self.theme = theme
        theme.changed.connect(self.on_theme_changed)

    def on_theme_changed(self) -> None:
        """Measure and paint anew; a widget with parts of its own adds to this."""
        self.updateGeometry()
        self.update()


def _on_linux() -> bool:
    kind = QOperatingSystemVersion.currentType()
    return kind is QOperatingSystemVersion.OSType.Unknown  # Qt has no name for it


def _words_of(text: str) -> set[str]:
    """Return what a text is broken between: at spaces, and where a break is allowed."""
    return set(text.replace("\N{ZERO WIDTH SPACE}", " ").split())
