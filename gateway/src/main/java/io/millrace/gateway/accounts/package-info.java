/** Who asks. */
@NullMarked
package io.millrace.gateway.accounts;

import org.jspecify.annotations.NullMarked;
