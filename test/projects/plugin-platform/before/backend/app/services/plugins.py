class PluginService:
    pass
