/** The same request, sent again, is carried out once. */
@NullMarked
package io.millrace.gateway.idempotency;

import org.jspecify.annotations.NullMarked;
