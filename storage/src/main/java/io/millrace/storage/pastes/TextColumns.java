package io.millrace.storage.pastes;

import static java.util.Objects.requireNonNull;

import com.datastax.oss.driver.api.core.cql.Row;
import io.millrace.contracts.blobs.BlobKey;
import io.millrace.contracts.blobs.BlobRef;
import io.millrace.contracts.pastes.PasteText;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** How a text lies in the columns {@code size}, {@code sha256}, {@code inline} and {@code object}. */
final class TextColumns {
    private TextColumns() {}

    /** As bytes: the driver's own way from characters takes several times as long. */
    static ByteBuffer inline(PasteText text) {
        return ByteBuffer.wrap(
                text.inline() == null ? new byte[0] : text.inline().getBytes(StandardCharsets.UTF_8));
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
