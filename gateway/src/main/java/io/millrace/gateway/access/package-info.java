/** Who may do what with what belongs to somebody: one rule for all products. */
@NullMarked
package io.millrace.gateway.access;

import org.jspecify.annotations.NullMarked;
