"""The life of a criterion: proposed, in consultation, in review, endorsed, superseded or withdrawn."""
