/** Secrets that the gateway makes for itself where none are configured. */
@NullMarked
package io.millrace.gateway.secrets;

import org.jspecify.annotations.NullMarked;
