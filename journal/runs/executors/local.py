"""Runs on this machine: threads, since each waits for a process of its own."""

from __future__ import annotations

from concurrent.futures import Executor, ThreadPoolExecutor


def executor(where: str, jobs: int) -> Executor:
    return ThreadPoolExecutor(max_workers=max(1, jobs), thread_name_prefix="run")
