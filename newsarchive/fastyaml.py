"""PyYAML's safe loader and dumper in C, ten times as fast, where this build of PyYAML has them."""

try:
    from yaml import CSafeDumper as SafeDumper
    from yaml import CSafeLoader as SafeLoader
except ImportError:  # PyYAML was built without libyaml; the loaders in Python read and write the same
    from yaml import SafeDumper, SafeLoader  # type: ignore[assignment]

__all__ = ["SafeDumper", "SafeLoader"]
