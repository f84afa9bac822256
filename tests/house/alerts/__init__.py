"""Tests of the alerts' part of the house."""
