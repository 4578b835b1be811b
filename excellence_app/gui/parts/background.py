"""Work that takes longer than a person should wait, in a thread beside the window."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from excellence_app.domain.messages import Message, Refused
from excellence_app.storage.trouble import StorageTrouble

if TYPE_CHECKING:  # the page stands before its first thread is started
    from concurrent.futures import Future, ThreadPoolExecutor

    from excellence_app.session.sets import FileUnusable

_LOOK = 20  # milliseconds between looks whether it is done

Work = Callable[[], object]


class Background(QObject):
    """Does one thing at a time, in the order in which it was asked for.

    What waits under a key is replaced by what is asked for later under the same key. The thread
    touches nothing of Qt: the window looks whether it has finished.

    Signals:
        done(str, object): What was asked for under a key is there.
        failed(str, object): It could not be done: a tuple of messages that say why.
    """

    done = Signal(str, object)
    failed = Signal(str, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._threads: ThreadPoolExecutor | None = None
        self._waiting: dict[str, Work] = {}
        self._key = ""
        self._now: Future[object] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK)
        self._timer.timeout.connect(self._on_look)

    def ask(self, key: str, work: Work) -> None:
        """Have something done; it must only use what does not change meanwhile."""
        self._waiting.pop(key, None)
        self._waiting[key] = work
        self._next()

    def is_busy(self, key: str = "") -> bool:
        """Return whether something under a key, or anything, is not done yet."""
        if not key:
            return self._now is not None or bool(self._waiting)
        return key in self._waiting or (self._now is not None and self._key == key)

    def forget(self, key: str) -> None:
        """Do no more what waits under a key."""
        self._waiting.pop(key, None)

    def _next(self) -> None:
        if self._now is not None or not self._waiting:
            return
        if self._threads is None:
            from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - not needed at start-up

            self._threads = ThreadPoolExecutor(1)
        self._key = next(iter(self._waiting))
        self._now = self._threads.submit(self._waiting.pop(self._key))
        self._timer.start()

    @Slot()
    def _on_look(self) -> None:
        now, key = self._now, self._key
        if now is None or not now.done():
            return
        from excellence_app.session.sets import FileUnusable  # noqa: PLC0415 - not needed at start-up

        self._now = None
        self._timer.stop()
        try:
            result = now.result()
        except (Refused, StorageTrouble, FileUnusable) as trouble:
            self._next()
            self.failed.emit(key, sentences_of(trouble))
            return
        self._next()
        self.done.emit(key, result)


def sentences_of(trouble: "Refused | StorageTrouble | FileUnusable") -> tuple[Message, ...]:
    """Return what is to be told about something that could not be done."""
    if isinstance(trouble, StorageTrouble):
        return trouble.sentences
    if isinstance(trouble, Refused):
        return (trouble.message,)
    return tuple(problem.message for problem in trouble.problems[:1])
