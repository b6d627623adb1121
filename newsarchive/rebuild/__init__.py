"""The index made anew, from the captures or from an exported repository."""
