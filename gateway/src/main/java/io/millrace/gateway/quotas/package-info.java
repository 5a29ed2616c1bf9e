/** How much of what anybody may do. */
@NullMarked
package io.millrace.gateway.quotas;

import org.jspecify.annotations.NullMarked;
