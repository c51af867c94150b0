"""The one doorway to what PySide6 cannot tell a type checker: properties and the QML class decorators.

Must never hold behaviour: at run time every name here is PySide6's own object.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import Signal

    Value = TypeVar("Value")
    Owner = TypeVar("Owner")
    AnyClass = TypeVar("AnyClass", bound=type)
    AnyFunction = TypeVar("AnyFunction", bound=Callable[..., Any])

    class _Bound(Generic[Value]):
        """What reading and writing a Qt property from Python gives: its value."""

        @overload
        def __get__(self, instance: None, owner: type) -> _Bound[Value]: ...
        @overload
        def __get__(self, instance: object, owner: type) -> Value: ...
        def __get__(self, instance: object | None, owner: type) -> _Bound[Value] | Value: ...
        def __set__(self, instance: object, value: Value) -> None: ...
        def setter(self, function: Callable[[Any, Value], None]) -> _Bound[Value]: ...

    class _Decorator:
        """`@Property(str, notify=changed)` waiting for its getter."""

        def __call__(self, getter: Callable[[Any], Value]) -> _Bound[Value]: ...

    @overload
    def Property(kind: object, *, notify: Signal | None = None, constant: bool = False) -> _Decorator: ...
    @overload
    def Property(
        kind: object,
        fget: Callable[[Any], Value],
        fset: Callable[[Any, Value], None] | None = None,
        *,
        notify: Signal | None = None,
        constant: bool = False,
    ) -> _Bound[Value]: ...
    def Property(*arguments: object, **options: object) -> object: ...  # noqa: D103

    def Slot(*types: object, result: object = None, name: str = "") -> Callable[[AnyFunction], AnyFunction]:  # noqa: D103
        ...

    def QmlElement(cls: AnyClass) -> AnyClass: ...  # noqa: D103
    def QmlSingleton(cls: AnyClass) -> AnyClass: ...  # noqa: D103
    def QmlUncreatable(reason: str) -> Callable[[AnyClass], AnyClass]: ...  # noqa: D103
else:
    from PySide6.QtCore import Property, Slot
    from PySide6.QtQml import QmlElement, QmlSingleton, QmlUncreatable

__all__ = ["Property", "QmlElement", "QmlSingleton", "QmlUncreatable", "Slot"]
