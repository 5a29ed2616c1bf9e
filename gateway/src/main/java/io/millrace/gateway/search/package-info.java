/** Search of posts and accounts. */
@NullMarked
package io.millrace.gateway.search;

import org.jspecify.annotations.NullMarked;
