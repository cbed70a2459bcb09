"""Tables on paper: how high rows are, where pages part them, how each page's part is drawn."""
