"""Tests of guidelines and tools: writing, reviewing, publishing, reading."""
