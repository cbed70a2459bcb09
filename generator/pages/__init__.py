"""The laid-out form: which text stands where on which page. Writers of fixed pages draw it and decide nothing."""
