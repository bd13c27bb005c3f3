"""What recbot remembers, behind the ports of `recsys.ports`.

`open.py` turns a URL into a store, `backend.py` says what a kind of database has to offer, `migrate.py` orders the
migrations, `codec.py` turns the domain's objects into JSON and back. A new backend is a folder beside `sqlite/`, its
migrations in `migrations/`, one line in `open.py` and one line in `tests/contracts/conftest.py`.
"""
