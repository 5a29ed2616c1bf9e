package io.millrace.storage.pastes;

import static java.util.Objects.requireNonNull;

import com.datastax.oss.driver.api.core.cql.Row;
import io.millrace.contracts.blobs.BlobKey;
import io.millrace.contracts.blobs.BlobRef;
import io.millrace.contracts.pastes.PasteText;

/** How a text lies in the columns {@code size}, {@code sha256}, {@code inline} and {@code object}. */
final class TextColumns {
    private TextColumns() {}

    static String inline(PasteText text) {
        return text.inline() == null ? "" : text.inline();
    }

    static String object(PasteText text) {
        return text.blob() == null ? "" : text.blob().key().value();
    }

    static PasteText read(Row row) {
        long size = row.getLong("size");
        String sha256 = requireNonNull(row.getString("sha256"));
        String object = requireNonNull(row.getString("object"));
        return object.isEmpty()
                ? PasteText.inline(requireNonNull(row.getString("inline")), size, sha256)
                : PasteText.stored(new BlobRef(new BlobKey(object), size, sha256));
    }
}
