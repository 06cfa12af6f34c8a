"""What the page and the handle call, under `/client/`: a person's side of the workspace.

There is no authentication; every call names who acts, as `as`, in its query or its JSON body.
"""
