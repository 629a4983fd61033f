from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "shian.doors.letters"
    label = "letters_door"
