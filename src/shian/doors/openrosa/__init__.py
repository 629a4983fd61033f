"""The way in for field apps that speak OpenRosa (ODK Collect): form list, form, submission."""
