/** How an event travels: JSON values with CloudEvents headers in binary mode. */
@NullMarked
package io.millrace.contracts.event;

import org.jspecify.annotations.NullMarked;
