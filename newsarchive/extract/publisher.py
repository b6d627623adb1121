"""Who a piece comes from: the medium after 来源, an agency's credit, the publisher a page declares."""

from __future__ import annotations

from newsarchive.extract.credits import attribution

__all__ = ["attribution"]
