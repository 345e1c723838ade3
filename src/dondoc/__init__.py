"""Đôn Đốc (theo dõi, đôn đốc): a province's periodic reports and assigned tasks.

Rooms, from the ground up: base, deadlines, agencies, people | signing, documents, reporting | assignments,
followup, demo, and the ring: web | cli. ARCHITECTURE.md says who may know whom and why.
"""
