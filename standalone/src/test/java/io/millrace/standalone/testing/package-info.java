/** What the tests of the whole house share. */
@NullMarked
package io.millrace.standalone.testing;

import org.jspecify.annotations.NullMarked;
