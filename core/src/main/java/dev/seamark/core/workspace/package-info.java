/** Who owns data and who may touch it: workspaces, projects, API keys and their scopes. */
@NullMarked
package dev.seamark.core.workspace;

import org.jspecify.annotations.NullMarked;
