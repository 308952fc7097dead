from odoo import models


class LogBatch(list):
    """Notes that wait to be written together: (record, arguments of the host).

    Known by its class, which nothing that arrives over RPC can be.
    """


class AftersalesThreadMixin(models.AbstractModel):
    """A document whose history of a whole batch is written at once.

    The host tracks each record with two inserts of its own; a board of orders moved
    together would pay that for every one of them. What is tracked, and how it is
    shown, stays the host's.
    """

    _name = "aftersales.thread.mixin"
    _description = "Document with a Batched History"
    _inherit = ["mail.thread"]

    def _message_track(self, fields_iter, initial_values_dict):
        if len(self) < 2:
            return super()._message_track(fields_iter, initial_values_dict)
        batch = LogBatch()
        collecting = self.with_context(_aftersales_log_batch=batch)
        tracking = super(AftersalesThreadMixin, collecting)._message_track(
            fields_iter, initial_values_dict
        )
        self._write_log_batch(batch)
        return tracking

    def _message_log(self, **kwargs):
        batch = self.env.context.get("_aftersales_log_batch")
        if isinstance(batch, LogBatch):
            batch.append((self, kwargs))
            return self.env["mail.message"]
        return super()._message_log(**kwargs)

    def _write_log_batch(self, batch: LogBatch) -> None:
        """One insert of the notes and one of their tracked values, by author."""
        by_author: dict = {}
        for record, kwargs in batch:
            by_author.setdefault(kwargs.get("author_id"), []).append((record, kwargs))
        tracked = []
        for author_id, notes in by_author.items():
            records = self.browse([record.id for record, _kwargs in notes])
            messages = records._message_log_batch(
                bodies={record.id: kwargs.get("body", "") for record, kwargs in notes},
                author_id=author_id,
            )
            for message, (_record, kwargs) in zip(messages, notes, strict=True):
                tracked += [
                    {**command[2], "mail_message_id": message.id}
                    for command in kwargs.get("tracking_value_ids") or ()
                ]
        # As the host does: the history is written whatever one may write oneself.
        self.env["mail.tracking.value"].sudo().create(tracked)
