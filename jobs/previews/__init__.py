"""Looks at uploads before their stories are made: in processes of their own, since nothing of them is opened here."""
