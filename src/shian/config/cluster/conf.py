"""The server's settings. A cluster on a laptop gets an eighth of the memory, and no door but its socket."""

import os
from pathlib import Path

HBA = "local all all scram-sha-256\n"


def memory() -> int:
    """Bytes of the machine, or of the container when that is less."""
    total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    limit = Path("/sys/fs/cgroup/memory.max")
    if limit.exists() and (text := limit.read_text().strip()).isdigit():
        total = min(total, int(text))
    return total


def megabytes(amount: float, least: int, most: int) -> str:
    return f"{min(max(int(amount) >> 20, least), most)}MB"


def conf(socket: str) -> str:
    total = memory()
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": socket,
        "unix_socket_permissions": "0700",
        "max_connections": "100",
        "shared_buffers": megabytes(total / 8, 128, 4096),
        "effective_cache_size": megabytes(total / 2, 256, 65536),
        "work_mem": megabytes(total / 512, 8, 64),
        "maintenance_work_mem": megabytes(total / 32, 64, 1024),
        "max_wal_size": "4GB",
        "min_wal_size": "256MB",
        "wal_compression": "on",
        "synchronous_commit": "on",
        "random_page_cost": "1.1",
        "jit": "off",
        "timezone": "Asia/Shanghai",
        "log_timezone": "Asia/Shanghai",
        "password_encryption": "scram-sha-256",
        # A failed statement would carry names and telephone numbers into the log file.
        "log_min_error_statement": "panic",
        "log_parameter_max_length": "0",
        "log_parameter_max_length_on_error": "0",
    }
    return "".join(f"{key} = '{value}'\n" for key, value in settings.items())
