/** Short links and what happens to them. */
@NullMarked
package io.millrace.contracts.links;

import org.jspecify.annotations.NullMarked;
