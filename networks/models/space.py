"""What the portal keeps in the CMS for a network: a private collection and the groups of its people."""

from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection

from networks.models.network_page import NetworkPage


class NetworkSpace(models.Model):
    """Made and removed by `networks/members/spaces.py`. A part that somebody deleted in the CMS is made anew there."""

    network = models.OneToOneField(NetworkPage, on_delete=models.CASCADE, related_name="space")
    collection = models.OneToOneField(Collection, null=True, on_delete=models.SET_NULL, related_name="+")
    members = models.OneToOneField(Group, null=True, on_delete=models.SET_NULL, related_name="+")
    coordinators = models.OneToOneField(Group, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("network's space")
        verbose_name_plural = _("networks' spaces")

    def __str__(self) -> str:
        return str(self.network)
