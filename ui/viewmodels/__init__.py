"""View models: one QObject per screen area, typed properties over the current view, one slot per intent.

Must never hold a business rule. QML imports all of them from the one module `Kiosk.ViewModels`.
"""
