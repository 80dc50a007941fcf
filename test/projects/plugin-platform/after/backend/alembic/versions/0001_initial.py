"""initial"""
revision = "0001"


def upgrade():
    pass
