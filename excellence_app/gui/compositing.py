"""Whether windows can be seen through: on an X server that takes a program of its own."""

from ctypes import CDLL, c_char_p, c_int, c_ulong, c_void_p

from PySide6.QtGui import QGuiApplication


def can_see_through() -> bool:
    """Return whether what a window leaves transparent shows what lies below, and not black."""
    if QGuiApplication.platformName() != "xcb":
        return True
    try:
        x11 = CDLL("libX11.so.6")
    except OSError:
        return True  # nothing to ask; most desktops can
    return _has_compositor(x11)


def _has_compositor(x11: CDLL) -> bool:
    """Return whether somebody owns the selection that tells of it (EWMH, "_NET_WM_CM_Sn")."""
    x11.XOpenDisplay.argtypes, x11.XOpenDisplay.restype = [c_char_p], c_void_p
    x11.XDefaultScreen.argtypes, x11.XDefaultScreen.restype = [c_void_p], c_int
    x11.XInternAtom.argtypes = [c_void_p, c_char_p, c_int]
    x11.XInternAtom.restype = c_ulong
    x11.XGetSelectionOwner.argtypes = [c_void_p, c_ulong]
    x11.XGetSelectionOwner.restype = c_ulong
    x11.XCloseDisplay.argtypes = [c_void_p]
    display = x11.XOpenDisplay(None)
    if not display:
        return True
    name = f"_NET_WM_CM_S{x11.XDefaultScreen(display)}".encode("ascii")
    owner = x11.XGetSelectionOwner(display, x11.XInternAtom(display, name, 0))
    x11.XCloseDisplay(display)
    return bool(owner)
