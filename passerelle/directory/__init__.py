"""The directory "Maux d'enfants, mode d'emploi": structures, their services, and which of them fit somebody.

Everything in it is public; whoever asks is not: a request is never kept, and what people say of a structure stays as counts.
"""
