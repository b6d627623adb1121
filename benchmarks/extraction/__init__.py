"""How good and how fast the extraction is, on pages whose truth is known."""
