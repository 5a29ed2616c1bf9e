/** Accounts, and the secrets that they sign in with. */
@NullMarked
package io.millrace.storage.accounts;

import org.jspecify.annotations.NullMarked;
