-- Run by .ci/neovim inside the editor; ends it with status 1 at the first thing that is not so.
local folder, program = vim.env.FOLDER .. "/день 1", vim.env.EXONYM
local patience = 20000

local function fail(what)
  io.stderr:write("\nnot so: " .. what .. "\n")
  vim.cmd("cquit 1")
end

local function write(name, text)
  local file = assert(io.open(folder .. "/" .. name, "wb"))
  file:write(text)
  file:close()
end

local function await(what, holds)
  if not vim.wait(patience, holds, 20) then
    local found = vim.tbl_map(function(it) return it.message end, vim.diagnostic.get(0))
    fail(what .. "; diagnostics: " .. vim.inspect(found))
  end
  io.stdout:write("ok: " .. what .. "\n")
end

local function lines() return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, true), "\n") end

local function codes()
  local all = vim.tbl_map(function(it) return it.code or it.user_data.lsp.code end, vim.diagnostic.get(0))
  table.sort(all)
  return table.concat(all, " ")
end

local function ask(method, line, character, more)
  local uri = vim.uri_from_bufnr(0)
  local at = { line = line, character = character }
  local params = { textDocument = { uri = uri }, position = at, range = { start = at, ["end"] = at } }
  local answers = vim.lsp.buf_request_sync(0, method, vim.tbl_extend("force", params, more or {}), patience)
  for _, answer in pairs(answers or {}) do
    if answer.err then fail(method .. ": " .. vim.inspect(answer.err)) end
    return answer.result
  end
  fail(method .. " was not answered")
end

local function main()
  vim.fn.mkdir(folder, "p")
  write("exonym.toml", 'glossaries = ["names.yaml"]\n')
  write("names.yaml", "Igor Vetrov: Игорь Ветров\n")
  write("article.txt", "😀 The minister Igor Wetrow met Sergej Rjabkow in the city hall of the old town on Thursday morning.\n\nThe talks in Geneva went on, Wetrow said on Friday that they would not be over before the end of the year.\n")
  vim.cmd("edit " .. vim.fn.fnameescape(folder .. "/article.txt"))
  vim.bo.filetype = "text"

  local ended
  local config = { name = "exonym", cmd = { program, "lsp" }, root_dir = folder, on_exit = function(code) ended = code end }
  local id
  if vim.lsp.start then
    id = vim.lsp.start(config)
  else
    id = vim.lsp.start_client(config)
    vim.lsp.buf_attach_client(0, id)
  end

  await("findings as the article opens", function() return codes() == "name-variant name-variant name-variant" end)
  local first = vim.diagnostic.get(0)[1]
  if first.lnum ~= 0 or first.col ~= #"😀 The minister " then fail("place of the first finding: " .. vim.inspect(first)) end

  vim.api.nvim_buf_set_text(0, 2, #"The talks in Geneva went on, ", 2, #"The talks in Geneva went on, Wetrow", { "Vetrov" })
  await("typing settles one", function() return codes() == "name-variant name-variant" end)

  local hover = ask("textDocument/hover", 0, 20)
  local text = hover and hover.contents and hover.contents.value or ""
  if not text:find("Игорь Ветров", 1, true) or not text:find("German transcription", 1, true) then fail("hover: " .. text) end
  io.stdout:write("ok: hover\n")

  local actions = ask("textDocument/codeAction", 0, 20, { context = { diagnostics = {} } })
  local best = actions[1]
  if not best or not best.title:find("Igor Vetrov", 1, true) then fail("actions: " .. vim.inspect(actions)) end
  local client = vim.lsp.get_client_by_id(id)
  vim.lsp.util.apply_workspace_edit(best.edit, client.offset_encoding)
  if not lines():find("😀 The minister Igor Vetrov met Sergej Rjabkow in", 1, true) then fail("after the action: " .. lines()) end
  await("an action repairs one", function() return codes() == "name-variant" end)

  write("exonym.toml", 'glossaries = ["names.yaml"]\n[rules]\nname-variant = "off"\n')
  await("the configuration is read again", function() return codes() == "" end)
  write("exonym.toml", 'glossaries = ["names.yaml"]\n')
  write("names.yaml", "Igor Wetrow: Игорь Ветров\n")
  await("the glossary is read again", function() return codes() == "name-variant name-variant name-variant" end)

  local all = ask("textDocument/codeAction", 0, 0, { context = { diagnostics = {}, only = { "source.fixAll" } } })
  vim.lsp.util.apply_workspace_edit(all[1].edit, client.offset_encoding)
  await("all safe fixes", function() return codes() == "" end)

  vim.lsp.stop_client(id)
  if not vim.wait(patience, function() return ended ~= nil end, 20) or ended ~= 0 then fail("exit status " .. tostring(ended)) end
  io.stdout:write("ok: the server left with status 0\n")
  vim.cmd("qall!")
end

local fine, problem = pcall(main)
if not fine then fail(tostring(problem)) end
