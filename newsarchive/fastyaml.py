"""PyYAML's safe loaders and dumper in C, ten times as fast, where this build of PyYAML has them.

For short texts only: what nests too deeply (some 20,000 brackets in a row) overflows the stack of the loader in C.
"""

try:
    from yaml import CBaseLoader as BaseLoader
    from yaml import CSafeDumper as SafeDumper
    from yaml import CSafeLoader as SafeLoader
except ImportError:  # PyYAML was built without libyaml; the loaders in Python read and write the same
    from yaml import BaseLoader, SafeDumper, SafeLoader  # type: ignore[assignment]  # other classes of the same use

__all__ = ["BaseLoader", "SafeDumper", "SafeLoader"]
