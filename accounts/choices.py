"""What an enterprise may choose from: policy groups, titles it holds, kinds of planned spending.

The codes are those the rules of the subsidy catalogue ask for.
"""

from django.utils.translation import gettext_lazy as _

POLICY_GROUPS = [
    ("raw_materials", _("Raw materials")),
    ("equipment", _("Equipment manufacturing")),
    ("consumer_goods", _("Consumer goods")),
    ("electronics", _("Electronics and information")),
    ("software", _("Software and IT services")),
]

QUALIFICATIONS = [
    ("hnte_valid", _("High and new technology enterprise, certificate in force")),
    ("tech_sme", _("Technology-based SME")),
    ("innovative_sme", _("Innovative SME")),
    ("srdi_sme", _("Specialised and innovative SME of the province")),
    ("srdi_little_giant", _("“Little giant” specialised enterprise of the state")),
    ("mfg_single_champion", _("Single-product champion in manufacturing")),
]
NONE_HELD = "none"  # what is ticked to say that none of them is held

SPEND_KINDS = [
    ("compute_rent_wan", _("Renting computing power")),
    ("model_api_wan", _("Calling models (API fees, subscriptions)")),
    ("model_private_deploy_wan", _("Having a model deployed on own machines")),
    ("model_purchase_wan", _("Buying models or model licences")),
    ("data_labelling_wan", _("Data labelling")),
    ("corpus_wan", _("Buying training text and data sets")),
    ("ai_project_purchase_wan", _("Buying AI projects and solutions")),
    ("ai_scene_dev_wan", _("Developing AI scenes of one's own")),
]
# Buying models is the sum of calling and deploying them: asked apart, added up by the rules.
ASKED_SPENDING = [(kind, label) for kind, label in SPEND_KINDS if kind != "model_purchase_wan"]
