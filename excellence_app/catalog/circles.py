"""Circles in what depends on what."""

from collections.abc import Iterator, Mapping, Sequence


def circles_in(graph: Mapping[str, Sequence[str]]) -> Iterator[list[str]]:
    """Yield circles of a graph, each node in one of them at most; without recursion."""
    done: set[str] = set()
    for start in graph:
        path: list[str] = []
        on_path: dict[str, int] = {}
        stack: list[tuple[str, Iterator[str]]] = []
        following: str | None = start if start not in done else None
        while following is not None or stack:
            if following is not None:
                on_path[following] = len(path)
                path.append(following)
                stack.append((following, iter(graph.get(following, ()))))
            node, left = stack[-1]
            following = next((other for other in left if other not in done), None)
            if following is None:
                stack.pop()
                path.pop()
                del on_path[node]
                done.add(node)
            elif following in on_path:
                circle = path[on_path[following] :]
                yield circle
                done.update(circle)
                following = None
