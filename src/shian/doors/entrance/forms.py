"""What people type at the entrance."""

import unicodedata
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class PhoneField(forms.CharField):
    """A phone number as people type it: full-width digits, spaces and hyphens are no mistakes."""

    def to_python(self, value: Any) -> str:
        text = unicodedata.normalize("NFKC", str(value or ""))
        return "".join(letter for letter in text if letter.isdigit())


class EntryForm(forms.Form):
    phone = PhoneField(max_length=40, error_messages={"required": _("请填写手机号")})
    password = forms.CharField(max_length=200, strip=False, error_messages={"required": _("请填写密码")})


class PasswordForm(forms.Form):
    old = forms.CharField(label=_("原密码"), max_length=200, strip=False)
    new = forms.CharField(label=_("新密码"), max_length=200, strip=False)
    again = forms.CharField(label=_("再输一次新密码"), max_length=200, strip=False)

    def clean(self) -> dict[str, Any]:
        words = super().clean() or {}
        if words.get("new") != words.get("again"):
            raise forms.ValidationError(_("两次输入的新密码不一样"))
        return words
