"""What a form looks like, learned from its layout's template: the specimen, its marks, and the spots of the form."""
