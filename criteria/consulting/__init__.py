"""What people say to a wording in consultation: comments by paragraph, an answer to each, and what is taken over."""
