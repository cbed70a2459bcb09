"""What one worker does: jobs come in, documents are made of them stage by stage, outcomes go out."""
