"""The index as Haystack's own tutorial would have it, with facets."""

from haystack import indexes

from tests.performance.peers.stock.models import Account


class AccountIndex(indexes.SearchIndex, indexes.Indexable):
    """Title and text together, five facets, the day to sort by."""

    text = indexes.CharField(document=True)
    camp = indexes.CharField(model_attr="camp", faceted=True)
    role = indexes.CharField(model_attr="role", faceted=True)
    lang = indexes.CharField(model_attr="lang", faceted=True)
    topic = indexes.MultiValueField(model_attr="topics", faceted=True)
    source = indexes.MultiValueField(model_attr="sources", faceted=True)
    day = indexes.IntegerField(model_attr="day")

    def get_model(self) -> type[Account]:
        return Account

    def prepare_text(self, account: Account) -> str:
        return f"{account.title}\n{account.text}"
