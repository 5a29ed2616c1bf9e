/** The first answers to requests that may come again. */
@NullMarked
package io.millrace.storage.idempotency;

import org.jspecify.annotations.NullMarked;
