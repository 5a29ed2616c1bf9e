/** What has expired goes: from the tables, the caches, the lists and the object store. */
@NullMarked
package io.millrace.ingest.expiry;

import org.jspecify.annotations.NullMarked;
