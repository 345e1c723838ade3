"""What only a server with many connections can show; collected when the tests run on PostgreSQL."""

import os

collect_ignore_glob = [] if os.environ.get("DONDOC_TEST_DATABASE") == "postgres" else ["test_*.py"]
