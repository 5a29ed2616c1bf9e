/** The view of accounts. */
@NullMarked
package io.millrace.ingest.accounts;

import org.jspecify.annotations.NullMarked;
