/** Who owns things. */
@NullMarked
package io.millrace.contracts.accounts;

import org.jspecify.annotations.NullMarked;
